<?php
// Streams an answer to the terminal: php short.php
$key = getenv('SOLIDRUST_API_KEY');
$url = getenv('SOLIDRUST_BASE_URL') ?: 'https://api.solidrust.ai/v1';
$body = [
    'model' => 'vllm-primary',
    'messages' => [['role' => 'user', 'content' => 'Tell me a story']],
    'stream' => true,
];

function fail(string $why): never // some servers repeat the key: it is masked
{
    fwrite(STDERR, "\n" . str_replace($GLOBALS['key'], '[API key]', $why) . "\n");
    exit(1);
}

$finish = null;
$rest = ''; // a read may end anywhere in a line
$curl = curl_init("$url/chat/completions");
curl_setopt_array($curl, [
    CURLOPT_HTTPHEADER => ["Authorization: Bearer $key", 'Content-Type: application/json'],
    CURLOPT_POSTFIELDS => json_encode($body),
    CURLOPT_LOW_SPEED_LIMIT => 1, // byte per second, on average
    CURLOPT_LOW_SPEED_TIME => 60, // seconds of silence
    CURLOPT_WRITEFUNCTION => function ($curl, $read) use (&$rest, &$finish) {
        $lines = explode("\n", $rest . $read);
        $rest = array_pop($lines);
        foreach ($lines as $line) {
            if (!str_starts_with($line, 'data:')) { // blank, a comment, or another field
                continue;
            }
            $data = trim(substr($line, 5));
            if ($data === '[DONE]') {
                return 0; // ends the transfer
            }
            $chunk = json_decode($data, true, 512, JSON_THROW_ON_ERROR);
            if (isset($chunk['error'])) {
                fail('The API sent an error: ' . json_encode($chunk['error']));
            }
            foreach ($chunk['choices'] ?? [] as $choice) { // empty in a chunk of token counts
                echo $choice['delta']['content'] ?? '';
                $finish = $choice['finish_reason'] ?? null;
            }
        }
        return strlen($read);
    },
]);
curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
if ($status !== 200) {
    fail("The API answered $status: $rest" . curl_error($curl));
}
if ($finish !== 'stop') {
    fail('The answer is incomplete. Finish reason: ' . ($finish ?? 'none'));
}
