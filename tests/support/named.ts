/** Servers, gateways, browsers and packages by name: whoever says what one of them does has to say how that is known. */
export const NAMED =
	/\b(?:vLLM|LiteLLM|llama\.cpp|transformers serve|OpenRouter|Azure|Ollama|Mistral|Groq|DashScope|Portkey|Zhipu|DeepSeek|Spring|sse-starlette|nginx|FastAPI|Hono|Starlette|Next\.js|undici|Bun|Cloudflare|Chromium|Firefox|WebKit|LangChain|AsyncOpenAI|HttpClient|HttpURLConnection|bufio|httpx|openai-(?:node|python)|SDKs?)\b/;
