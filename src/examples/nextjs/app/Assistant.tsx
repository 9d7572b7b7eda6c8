'use client';

import { useChat } from '@ai-sdk/react';
import type { UIMessage } from 'ai';
import { useState } from 'react';

export function Assistant() {
  const [question, setQuestion] = useState('Tell me a story');
  const [ending, setEnding] = useState('');
  const { messages, sendMessage, status, stop, error } = useChat({
    throttle: 16, // milliseconds: paint once a frame
    onFinish({ message, isAbort, finishReason }) {
      if (isAbort) setEnding('stopped');
      else if (finishReason !== 'stop')
        setEnding(`incomplete: ${finishReason}`);
      else setEnding(textOf(message).trim() ? 'complete' : 'no text came');
    },
  });
  const isBusy = status === 'submitted' || status === 'streaming';

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void sendMessage({ text: question });
      }}
    >
      {messages.map((message) => (
        <p
          key={message.id}
          data-role={message.role}
          style={{ whiteSpace: 'pre-wrap' }}
        >
          {textOf(message)}
        </p>
      ))}
      <label>
        Message{' '}
        <input
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
      </label>
      <button disabled={isBusy}>Run</button>
      <button type="button" onClick={() => void stop()} disabled={!isBusy}>
        Stop
      </button>
      <p role="status">
        {isBusy ? status : error ? `failed: ${error.message}` : ending}
      </p>
    </form>
  );
}

function textOf({ parts }: UIMessage) {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
