'use client';

import { useState } from 'react';
import { useStream } from './use-stream';

export function Chat() {
  const [question, setQuestion] = useState('Tell me a story');
  const { text, status, reason, send, stop } = useStream('/api');

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send([{ role: 'user', content: question }]);
      }}
    >
      <label>
        Message{' '}
        <input
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
      </label>
      <button>Run</button>
      <button type="button" onClick={stop} disabled={status !== 'streaming'}>
        Stop
      </button>
      <p style={{ whiteSpace: 'pre-wrap' }}>{text}</p>
      <p role="status">{reason ? `${status}: ${reason}` : status}</p>
    </form>
  );
}
