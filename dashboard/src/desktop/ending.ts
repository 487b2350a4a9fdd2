import { strings } from '../strings';

/** What the status of a WebSocket's end means to whoever sits before it; see `docs/desktops.md`. */
export function endingText(code: number): string {
  switch (code) {
    case 4401:
      return strings.desktop.ended.revoked;
    case 4409:
      return strings.desktop.ended.human;
    case 4410:
      return strings.desktop.ended.gone;
    default:
      return strings.desktop.ended.left;
  }
}
