// Streams an answer to the terminal: cargo run
use serde_json::Value;
use std::error::Error;
use std::io::{stdout, BufRead, BufReader, Write};
use std::time::Duration;

const SILENCE: Duration = Duration::from_secs(60); // of the server, not of the whole answer

const BODY: &str = r#"{
  "model": "vllm-primary",
  "messages": [{"role": "user", "content": "Tell me a story"}],
  "stream": true
}"#;

fn main() {
    let key = std::env::var("SOLIDRUST_API_KEY").unwrap_or_default();
    if key.is_empty() {
        eprintln!("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.");
        std::process::exit(1);
    }
    if let Err(why) = stream(&key) {
        // Some servers repeat the key in their messages: it is masked.
        let message = why.to_string().replace(&key, "[API key]");
        eprintln!("\nThe answer is incomplete: {message}");
        std::process::exit(1);
    }
}

fn stream(key: &str) -> Result<(), Box<dyn Error>> {
    let base_url = std::env::var("SOLIDRUST_BASE_URL");
    let base_url = base_url.as_deref().unwrap_or("https://api.solidrust.ai/v1");
    let response = attohttpc::post(format!("{base_url}/chat/completions"))
        .read_timeout(SILENCE)
        .bearer_auth(key)
        .header("Content-Type", "application/json")
        .text(BODY)
        .send()?;
    let status = response.status();
    if status != 200 {
        return Err(format!("the API answered {status}: {}", response.text()?).into());
    }

    let mut text = String::new();
    let mut finish = String::new();
    for line in BufReader::new(response).lines() {
        let line = match line {
            Ok(line) => line,
            Err(why) if finish.is_empty() => return Err(why.into()),
            Err(_) => break, // broken after it: nothing is lost
        };
        let Some(data) = line.strip_prefix("data:") else {
            continue; // a blank line, a comment, or another field
        };
        if data.trim() == "[DONE]" {
            break;
        }
        let chunk: Value =
            serde_json::from_str(data).map_err(|why| format!("a frame is cut or not JSON: {why}"))?;
        if !chunk["error"].is_null() {
            return Err(chunk["error"].to_string().into());
        }
        // A chunk of token counts has none.
        for choice in chunk["choices"].as_array().into_iter().flatten() {
            if choice["index"].as_u64().unwrap_or(0) != 0 {
                continue;
            }
            let piece = choice["delta"]["content"].as_str().unwrap_or("");
            if !piece.is_empty() {
                print!("{piece}");
                stdout().flush()?;
                text += piece;
                finish.clear(); // more text cancels it
            }
            finish += choice["finish_reason"].as_str().unwrap_or("");
        }
    }

    match finish.as_str() {
        "" => return Err("the stream ended without a finish reason.".into()),
        "stop" => println!(),
        // "length": the token limit cut it
        "length" | "tool_calls" => eprintln!("\nThe finish reason is {finish}, not stop."),
        _ => return Err(format!("its finish reason is {finish}.").into()),
    }
    if text.trim().is_empty() {
        return Err("no text came.".into());
    }
    Ok(())
}
