// Streams an answer to the terminal: java -cp gson-2.13.2.jar Stream.java
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import static java.nio.charset.StandardCharsets.UTF_8;

class Stream {
    static final int SILENCE_MS = 60_000; // of the server, not of the whole answer

    static final String BODY = """
        {
          "model": "vllm-primary",
          "messages": [{"role": "user", "content": "Tell me a story"}],
          "stream": true
        }
        """;

    static final PrintStream out = new PrintStream(System.out, true, UTF_8);
    static final String key = System.getenv().getOrDefault("SOLIDRUST_API_KEY", "");
    static String text = "", finish = "";

    public static void main(String[] args) {
        if (key.isEmpty()) {
            System.err.println("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.");
            System.exit(1);
        }
        try {
            stream();
            if (finish.isEmpty()) throw new IOException("the stream ended without a finish reason.");
            if (!List.of("stop", "length", "tool_calls").contains(finish))
                throw new IOException("its finish reason is " + finish + ".");
            out.println();
            if (!finish.equals("stop")) // "length": the token limit cut it
                System.err.println("The finish reason is " + finish + ", not stop.");
            if (text.isBlank()) throw new IOException("no text came.");
        } catch (IOException | IllegalArgumentException why) {
            // Some servers repeat the key in their messages: it is masked.
            var message = String.valueOf(why.getMessage()).replace(key, "[API key]");
            System.err.println("\nThe answer is incomplete: " + message);
            System.exit(1);
        }
    }

    static void stream() throws IOException {
        // Otherwise it repeats the request if the connection breaks early.
        System.setProperty("sun.net.http.retryPost", "false");
        var base = System.getenv().getOrDefault("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1");
        var url = URI.create(base + "/chat/completions").toURL();
        var connection = (HttpURLConnection) url.openConnection();
        connection.setReadTimeout(SILENCE_MS);
        connection.setRequestProperty("Authorization", "Bearer " + key);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.getOutputStream().write(BODY.getBytes(UTF_8));
        int status = connection.getResponseCode();
        if (status != 200) {
            var body = connection.getErrorStream();
            var message = body == null ? "" : new String(body.readAllBytes(), UTF_8);
            throw new IOException("the API answered " + status + ": " + message);
        }
        try (var lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                if (!line.startsWith("data:")) continue; // blank, a comment, or another field
                var data = line.substring(5).trim();
                if (data.equals("[DONE]")) return;
                add(JsonParser.parseString(data).getAsJsonObject());
            }
        } catch (RuntimeException why) { // from the parser, or an unusual chunk
            throw new IOException("a frame is cut or not JSON: " + why.getMessage());
        } catch (IOException why) {
            if (finish.isEmpty()) throw why; // broken after it: nothing is lost
        }
    }

    static void add(JsonObject chunk) throws IOException {
        if (isThere(chunk.get("error"))) throw new IOException(chunk.get("error").toString());
        if (!isThere(chunk.get("choices"))) return;
        for (var one : chunk.getAsJsonArray("choices")) { // empty in a chunk of token counts
            var choice = one.getAsJsonObject();
            if (choice.has("index") && choice.get("index").getAsInt() != 0) continue;
            var delta = choice.get("delta");
            var content = isThere(delta) ? delta.getAsJsonObject().get("content") : null;
            if (isThere(content) && !content.getAsString().isEmpty()) {
                out.print(content.getAsString());
                out.flush();
                text += content.getAsString();
                finish = ""; // more text cancels it
            }
            if (isThere(choice.get("finish_reason"))) finish = choice.get("finish_reason").getAsString();
        }
    }

    static boolean isThere(JsonElement value) {
        return value != null && !value.isJsonNull();
    }
}
