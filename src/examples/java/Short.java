// Streams an answer to the terminal: java -cp gson-2.13.2.jar Short.java
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Collectors;
import static java.nio.charset.StandardCharsets.UTF_8;

class Short {
    static final String BODY = """
        {"model": "vllm-primary", "stream": true,
         "messages": [{"role": "user", "content": "Tell me a story"}]}""";
    static final String key = Objects.requireNonNull(System.getenv("SOLIDRUST_API_KEY"));

    public static void main(String[] args) throws IOException, InterruptedException {
        var url = System.getenv().getOrDefault("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1");
        var request = HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(BODY))
            .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofLines());
        if (response.statusCode() != 200)
            fail(response.statusCode() + ": " + response.body().collect(Collectors.joining("\n")));
        var out = new PrintStream(System.out, true, UTF_8);
        String finish = null;
        for (Iterator<String> lines = response.body().iterator(); lines.hasNext(); ) {
            var line = lines.next();
            if (!line.startsWith("data:")) continue; // blank, a comment, or another field
            if (line.endsWith("[DONE]")) break;
            var chunk = JsonParser.parseString(line.substring(5)).getAsJsonObject();
            if (chunk.has("error")) fail(chunk.get("error").toString());
            var choices = chunk.has("choices") ? chunk.getAsJsonArray("choices") : new JsonArray();
            for (var one : choices) { // empty in a chunk of token counts
                var choice = one.getAsJsonObject();
                var content = choice.getAsJsonObject("delta").get("content");
                if (content != null && content.isJsonPrimitive()) out.print(content.getAsString());
                out.flush();
                finish = String.valueOf(choice.get("finish_reason")); // as JSON
            }
        }
        if (!"\"stop\"".equals(finish)) fail("The answer is incomplete. Finish reason: " + finish);
    }

    static void fail(String why) { // some servers repeat the key: it is masked
        System.err.println("\n" + why.replace(key, "[API key]"));
        System.exit(1);
    }
}
