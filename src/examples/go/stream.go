// Streams an answer to the terminal: go run stream.go
package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"
)

const silence = 60 * time.Second // of the server, not of the whole answer

const body = `{
  "model": "vllm-primary",
  "messages": [{"role": "user", "content": "Tell me a story"}],
  "stream": true
}`

type chunk struct {
	Error   *json.RawMessage
	Choices []struct {
		Index        int
		Delta        struct{ Content string }
		FinishReason string `json:"finish_reason"`
	}
}

var key = os.Getenv("SOLIDRUST_API_KEY")

func main() {
	if key == "" {
		fmt.Fprintln(os.Stderr, "Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.")
		os.Exit(1)
	}
	ctx, stop := context.WithCancelCause(context.Background())
	timer := time.AfterFunc(silence, func() { stop(errors.New("the server fell silent.")) })

	baseURL := cmp.Or(os.Getenv("SOLIDRUST_BASE_URL"), "https://api.solidrust.ai/v1")
	request, err := http.NewRequestWithContext(ctx, "POST", baseURL+"/chat/completions", strings.NewReader(body))
	if err != nil {
		fail(err)
	}
	request.Header.Set("Authorization", "Bearer "+key)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		fail(cmp.Or(context.Cause(ctx), err))
	}
	if response.StatusCode != http.StatusOK {
		message, _ := io.ReadAll(response.Body)
		fail(fmt.Errorf("the API answered %s: %s", response.Status, message))
	}

	text, finish := "", ""
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<24) // bytes of the longest line; the default is 64 KB
	for lines.Scan() {
		timer.Reset(silence)
		data, isData := strings.CutPrefix(lines.Text(), "data:")
		if !isData { // a blank line, a comment, or another field
			continue
		}
		if strings.TrimSpace(data) == "[DONE]" {
			break
		}
		var c chunk
		if err := json.Unmarshal([]byte(data), &c); err != nil {
			fail(fmt.Errorf("a frame is cut or not JSON: %w", err))
		}
		if c.Error != nil {
			fail(errors.New(string(*c.Error)))
		}
		for _, choice := range c.Choices { // empty in a chunk of token counts
			if choice.Index != 0 {
				continue
			}
			if choice.Delta.Content != "" {
				fmt.Print(choice.Delta.Content)
				text += choice.Delta.Content
				finish = "" // more text cancels it
			}
			finish = cmp.Or(choice.FinishReason, finish)
		}
	}

	if finish == "" { // a break after it loses nothing
		ended := errors.New("the stream ended without a finish reason.")
		fail(cmp.Or(context.Cause(ctx), lines.Err(), ended))
	}
	if !slices.Contains([]string{"stop", "length", "tool_calls"}, finish) {
		fail(fmt.Errorf("its finish reason is %s.", finish))
	}
	fmt.Println()
	if finish != "stop" { // "length": the token limit cut it
		fmt.Fprintf(os.Stderr, "The finish reason is %s, not stop.\n", finish)
	}
	if strings.TrimSpace(text) == "" {
		fail(errors.New("no text came."))
	}
}

// Some servers repeat the key in their messages: it is masked.
func fail(why error) {
	message := strings.ReplaceAll(why.Error(), key, "[API key]")
	fmt.Fprintln(os.Stderr, "\nThe answer is incomplete: "+message)
	os.Exit(1)
}
