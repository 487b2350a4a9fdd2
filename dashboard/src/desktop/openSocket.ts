import { post } from '../api/client';

interface Opening {
  url: string;
}

/** A WebSocket to what is open on a desktop, by a ticket of its own. */
export async function openSocket(
  desktopId: string,
  room: 'view' | 'terminal',
  body: object,
): Promise<WebSocket> {
  const { url } = await post<Opening>(`/v1/desktops/${encodeURIComponent(desktopId)}/${room}`, body);
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  return socket;
}
