# Streams an answer to the terminal: ruby short.rb
require 'json'
require 'net/http'

key = ENV.fetch('SOLIDRUST_API_KEY')
mask = ->(text) { text.gsub(key, '[API key]') } # servers may repeat it
uri = URI("#{ENV.fetch('SOLIDRUST_BASE_URL', 'https://api.solidrust.ai/v1')}/chat/completions")
headers = { 'Authorization' => "Bearer #{key}", 'Content-Type' => 'application/json' }
body = {
  model: 'vllm-primary',
  messages: [{ role: 'user', content: 'Tell me a story' }],
  stream: true
}
finish = nil
take = lambda do |line|
  next unless line.start_with?('data:') # blank, a comment, or another field

  data = line.delete_prefix('data:').force_encoding('UTF-8').strip
  throw :done if data == '[DONE]'
  chunk = JSON.parse(data)
  abort mask.call("\nThe API sent an error: #{chunk['error']}") if chunk['error']
  (chunk['choices'] || []).each do |choice| # empty in a chunk of token counts
    print choice.dig('delta', 'content')
    $stdout.flush
    finish = choice['finish_reason']
  end
end

rest = String.new # a read may end anywhere in a line
catch :done do
  Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == 'https') do |http|
    http.request(Net::HTTP::Post.new(uri, headers), body.to_json) do |response|
      abort mask.call("#{response.code}: #{response.read_body}") if response.code != '200'
      response.read_body do |read|
        rest << read
        while (line = rest.slice!(/\A[^\n]*\n/n))
          take.call(line)
        end
      end
    end
  end
end
abort "\nThe answer is incomplete. Finish reason: #{finish.inspect}" if finish != 'stop'
