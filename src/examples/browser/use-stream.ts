'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { streamChat } from './stream-chat.js';

interface Message {
  role: 'user' | 'assistant';
  content: string;
}

interface Answer {
  text: string;
  status: 'ready' | 'streaming' | 'complete' | 'limit' | 'stopped' | 'failed';
  /** Why the answer is incomplete. */
  reason: string;
}

/** One answer at a time. Asking again, `stop()` and unmounting end the request. */
export function useStream(baseURL: string) {
  const [answer, setAnswer] = useState<Answer>({
    text: '',
    status: 'ready',
    reason: '',
  });
  const current = useRef<AbortController>(null);
  const stop = useCallback(() => current.current?.abort(), []);

  useEffect(() => {
    // Browsers may keep the page for the Back button, and its request with it.
    window.addEventListener('pagehide', stop);
    return () => {
      window.removeEventListener('pagehide', stop);
      stop();
    };
  }, [stop]);

  const send = useCallback(
    async (messages: Message[]) => {
      stop();
      const controller = new AbortController();
      current.current = controller;
      let text = '';
      let frame = 0;
      const paint = (status: Answer['status'], reason = '') => {
        cancelAnimationFrame(frame);
        frame = 0;
        // The answer to a newer question is on the screen.
        if (current.current === controller) setAnswer({ text, status, reason });
      };

      paint('streaming');
      try {
        const { signal } = controller;
        const pieces = streamChat({ baseURL, messages, signal });
        let step;
        while (!(step = await pieces.next()).done) {
          text += step.value;
          // However many pieces come, once for each animation frame.
          frame ||= requestAnimationFrame(() => paint('streaming'));
        }
        if (step.value === 'length')
          paint('limit', 'The token limit was reached.');
        else if (text.trim() || step.value !== 'stop') paint('complete');
        else paint('failed', 'No text came.');
      } catch (error) {
        if (controller.signal.aborted) paint('stopped');
        else
          paint('failed', error instanceof Error ? error.message : `${error}`);
      }
    },
    [baseURL, stop]
  );

  return { ...answer, send, stop };
}
