// Streams an answer to the terminal: go run short.go
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
)

const body = `{"model": "vllm-primary", "stream": true,
  "messages": [{"role": "user", "content": "Tell me a story"}]}`

var key = os.Getenv("SOLIDRUST_API_KEY")

func main() {
	if key == "" {
		log.Fatal("Set SOLIDRUST_API_KEY.")
	}
	url := cmp.Or(os.Getenv("SOLIDRUST_BASE_URL"), "https://api.solidrust.ai/v1")
	request, err := http.NewRequest("POST", url+"/chat/completions", strings.NewReader(body))
	check(err)
	request.Header.Set("Authorization", "Bearer "+key)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	check(err)
	if response.StatusCode != 200 {
		message, _ := io.ReadAll(response.Body)
		check(fmt.Errorf("%s: %s", response.Status, message))
	}
	finish := ""
	lines := bufio.NewReader(response.Body)
	for {
		line, err := lines.ReadString('\n')
		data, isData := strings.CutPrefix(strings.TrimSpace(line), "data:")
		if err == io.EOF || strings.TrimSpace(data) == "[DONE]" {
			break
		}
		check(err)
		if !isData {
			continue
		}
		var chunk struct {
			Error   json.RawMessage
			Choices []struct {
				Delta        struct{ Content string }
				FinishReason string `json:"finish_reason"`
			}
		}
		check(json.Unmarshal([]byte(data), &chunk))
		if chunk.Error != nil {
			check(fmt.Errorf("the API sent an error: %s", chunk.Error))
		}
		for _, choice := range chunk.Choices { // empty in a chunk of token counts
			fmt.Print(choice.Delta.Content)
			finish = choice.FinishReason
		}
	}
	if finish != "stop" {
		check(fmt.Errorf("the answer is incomplete, finish reason: %q", finish))
	}
}

func check(err error) {
	if err != nil { // some servers repeat the key: it is masked
		log.Fatal("\n", strings.ReplaceAll(err.Error(), key, "[API key]"))
	}
}
