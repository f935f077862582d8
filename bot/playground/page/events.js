const RETRY_MS = 2000;

/**
 * Listens to the server for as long as the page is open. `onEvent` gets each event's data; `onConnected` gets true
 * every time the stream opens (what happened in between must then be read anew) and false when it is lost.
 */
export function listen({ onEvent, onConnected }) {
  const stream = new EventSource("/chat/events");
  stream.onopen = () => onConnected(true);
  stream.onmessage = (event) => onEvent(JSON.parse(event.data));
  stream.onerror = () => {
    onConnected(false);
    // The browser retries by itself after a broken connection, but gives up for good after an HTTP error.
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => listen({ onEvent, onConnected }), RETRY_MS);
  };
}
