<?php
// Streams an answer to the terminal: php stream.php

const SILENCE_SECONDS = 60; // of the server, not of the whole answer

const BODY = <<<'JSON'
{
  "model": "vllm-primary",
  "messages": [{"role": "user", "content": "Tell me a story"}],
  "stream": true
}
JSON;

$key = getenv('SOLIDRUST_API_KEY');
if (!$key) {
    fwrite(STDERR, "Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.\n");
    exit(1);
}
$baseURL = getenv('SOLIDRUST_BASE_URL') ?: 'https://api.solidrust.ai/v1';

/** Some servers repeat the key in their messages: it is masked. */
function fail(string $why): never
{
    $message = str_replace($GLOBALS['key'], '[API key]', $why);
    fwrite(STDERR, "\nThe answer is incomplete: $message\n");
    exit(1);
}

$text = '';
$finish = null;

/** Takes a line of the answer, and says whether it was the last. */
function isLast(string $line): bool
{
    global $text, $finish;
    if (!str_starts_with($line, 'data:')) { // blank, a comment, or another field
        return false;
    }
    $data = trim(substr($line, 5));
    if ($data === '[DONE]') {
        return true;
    }
    $chunk = json_decode($data, true, 512, JSON_INVALID_UTF8_SUBSTITUTE);
    if (!is_array($chunk)) {
        fail('a frame is cut or not JSON.');
    }
    if (isset($chunk['error'])) {
        fail(json_encode($chunk['error'], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES));
    }
    foreach ($chunk['choices'] ?? [] as $choice) { // empty in a chunk of token counts
        if (($choice['index'] ?? 0) !== 0) {
            continue;
        }
        $piece = $choice['delta']['content'] ?? '';
        if ($piece !== '') {
            echo $piece;
            $text .= $piece;
            $finish = null; // more text cancels it
        }
        $finish = $choice['finish_reason'] ?? $finish;
    }
    return false;
}

$rest = ''; // a read may end anywhere in a line
$curl = curl_init("$baseURL/chat/completions");
curl_setopt_array($curl, [
    CURLOPT_HTTPHEADER => ["Authorization: Bearer $key", 'Content-Type: application/json'],
    CURLOPT_POSTFIELDS => BODY,
    CURLOPT_LOW_SPEED_LIMIT => 1, // byte per second, on average
    CURLOPT_LOW_SPEED_TIME => SILENCE_SECONDS,
    CURLOPT_WRITEFUNCTION => function ($curl, $read) use (&$rest) {
        $rest .= $read;
        if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 200) {
            return strlen($read); // the body says what is wrong
        }
        $lines = explode("\n", $rest);
        $rest = array_pop($lines);
        foreach ($lines as $line) {
            if (isLast($line)) {
                return 0; // ends the transfer
            }
        }
        return strlen($read);
    },
]);
curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
if ($status !== 200 && $status !== 0) {
    fail("the API answered $status: $rest");
}

if (!$finish) { // a break after it loses nothing
    $broken = curl_errno($curl) === CURLE_WRITE_ERROR ? '' : curl_error($curl); // write error: [DONE]
    fail($broken ?: 'the stream ended without a finish reason.');
}
if (!in_array($finish, ['stop', 'length', 'tool_calls'], true)) {
    fail("its finish reason is $finish.");
}
echo "\n";
if ($finish !== 'stop') { // "length": the token limit cut it
    fwrite(STDERR, "The finish reason is $finish, not stop.\n");
}
if (trim($text) === '') {
    fail('no text came.');
}
