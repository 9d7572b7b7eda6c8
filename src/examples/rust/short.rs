// Streams an answer to the terminal: cargo run
use serde_json::{json, Value};
use std::io::{stdout, BufRead, BufReader, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let key = std::env::var("SOLIDRUST_API_KEY")?;
    let mask = |text: String| text.replace(&key, "[API key]"); // servers may repeat it
    let url = std::env::var("SOLIDRUST_BASE_URL");
    let url = url.as_deref().unwrap_or("https://api.solidrust.ai/v1");
    let body = json!({
        "model": "vllm-primary",
        "messages": [{"role": "user", "content": "Tell me a story"}],
        "stream": true,
    });
    let response = attohttpc::post(format!("{url}/chat/completions"))
        .bearer_auth(&key)
        .header("Content-Type", "application/json")
        .text(body.to_string())
        .send()?;
    let status = response.status();
    if status != 200 {
        return Err(mask(format!("{status}: {}", response.text()?)).into());
    }
    let mut finish = Value::Null;
    for line in BufReader::new(response).lines() {
        let line = line?;
        let Some(data) = line.strip_prefix("data:") else {
            continue; // a blank line, a comment, or another field
        };
        if data.trim() == "[DONE]" {
            break;
        }
        let mut chunk: Value = serde_json::from_str(data)?;
        if !chunk["error"].is_null() {
            return Err(mask(chunk["error"].to_string()).into());
        }
        // A chunk of token counts has none.
        for choice in chunk["choices"].as_array_mut().into_iter().flatten() {
            print!("{}", choice["delta"]["content"].as_str().unwrap_or(""));
            stdout().flush()?;
            finish = choice["finish_reason"].take();
        }
    }
    if finish != "stop" {
        return Err(format!("The answer is incomplete. Finish reason: {finish}").into());
    }
    Ok(())
}
