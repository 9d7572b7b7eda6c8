# Streams an answer to the terminal: ruby stream.rb
require 'json'
require 'net/http'

SILENCE_SECONDS = 60 # of the server, not of the whole answer

BODY = <<~'JSON'
  {
    "model": "vllm-primary",
    "messages": [{"role": "user", "content": "Tell me a story"}],
    "stream": true
  }
JSON

key = ENV.fetch('SOLIDRUST_API_KEY', '')
abort 'Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.' if key.empty?

text = ''
finish = nil
take = lambda do |chunk|
  raise chunk['error'].to_json if chunk['error']

  # A chunk of token counts has none.
  choice = (chunk['choices'] || []).find { |one| one['index'].to_i.zero? } || {}
  piece = choice.dig('delta', 'content').to_s
  unless piece.empty?
    print piece
    $stdout.flush
    text += piece
    finish = nil # more text cancels it
  end
  finish = choice['finish_reason'] || finish
end

# The lines of an answer, as they come: a read may end anywhere in one.
def each_line_of(response)
  rest = String.new
  response.read_body do |read|
    rest << read
    while (line = rest.slice!(/\A[^\n]*\n/n))
      yield line.force_encoding('UTF-8').scrub.chomp
    end
  end
end

def stream(key, &take)
  base_url = ENV.fetch('SOLIDRUST_BASE_URL', 'https://api.solidrust.ai/v1')
  uri = URI("#{base_url}/chat/completions")
  headers = { 'Authorization' => "Bearer #{key}", 'Content-Type' => 'application/json' }
  options = { use_ssl: uri.scheme == 'https', read_timeout: SILENCE_SECONDS }
  Net::HTTP.start(uri.host, uri.port, options) do |http|
    http.request(Net::HTTP::Post.new(uri, headers), BODY) do |response|
      raise "the API answered #{response.code}: #{response.read_body}" if response.code != '200'

      each_line_of(response) do |line|
        next unless line.start_with?('data:') # blank, a comment, or another field

        data = line.delete_prefix('data:').strip
        return if data == '[DONE]'

        take.call(JSON.parse(data))
      end
    end
  end
end

begin
  begin
    stream(key, &take)
  rescue JSON::ParserError => e
    raise "a frame is cut or not JSON: #{e.message}"
  rescue IOError, SystemCallError, Timeout::Error
    raise unless finish # broken after it: nothing is lost
  end
  raise 'the stream ended without a finish reason.' unless finish
  raise "its finish reason is #{finish}." unless %w[stop length tool_calls].include?(finish)

  puts
  warn "The finish reason is #{finish}, not stop." if finish != 'stop' # "length": the token limit cut it
  raise 'no text came.' if text.strip.empty?
rescue StandardError => e
  # Some servers repeat the key in their messages: it is masked.
  abort "\nThe answer is incomplete: #{e.message.gsub(key, '[API key]')}"
end
