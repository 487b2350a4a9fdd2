import { Stack } from '@mantine/core';
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef } from 'react';
import type { Desktop } from '../api/types';
import { strings } from '../strings';
import { ConnectionNotice, useConnection, type Connection } from './Connection';
import classes from './DesktopPage.module.css';
import { endingText } from './ending';
import { openSocket } from './openSocket';
import { withNonces } from './withNonces';

const FONT = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace';

/** A shell on a running desktop. */
export function TerminalTab({ desktop }: { desktop: Desktop }) {
  const frame = useRef<HTMLDivElement>(null);
  const { connection, setConnection, attempt, again } = useConnection();

  useEffect(() => {
    const target = frame.current;
    if (target === null) {
      return;
    }
    const terminal = new Terminal({
      fontFamily: FONT,
      fontSize: 14,
      cursorBlink: true,
    });
    const fitting = new FitAddon();
    terminal.loadAddon(fitting);
    withNonces(() => {
      terminal.open(target);
      fitting.fit();
    });
    let left = false;
    let socket: WebSocket | null = null;
    const { cols, rows } = terminal;
    openSocket(desktop.id, 'terminal', { cols, rows }).then(
      (opened) => {
        socket = opened;
        if (left) {
          socket.close();
          return;
        }
        join(terminal, opened, (next) => {
          if (!left) {
            setConnection(next);
          }
        });
      },
      (error: unknown) => {
        if (!left) {
          setConnection({ state: 'failed', error: error as Error });
        }
      },
    );
    const observer = new ResizeObserver(() => fitting.fit());
    observer.observe(target);
    return () => {
      left = true;
      observer.disconnect();
      socket?.close();
      terminal.dispose();
    };
  }, [desktop.id, attempt, setConnection]);

  return (
    <Stack gap="sm">
      <ConnectionNotice connection={connection} onRetry={again} />
      <div
        ref={frame}
        className={classes.terminal}
        role="application"
        aria-label={strings.desktop.terminalOf(desktop.name)}
        data-testid="terminal"
      />
    </Stack>
  );
}

function join(terminal: Terminal, socket: WebSocket, show: (connection: Connection) => void): void {
  const bytes = new TextEncoder();
  let exited: string | null = null;
  const send = (data: string | Uint8Array<ArrayBuffer>) => {
    if (socket.readyState === WebSocket.OPEN) {
      socket.send(data);
    }
  };
  terminal.onData((data) => send(bytes.encode(data)));
  terminal.onBinary((data) => send(Uint8Array.from(data, (character) => character.charCodeAt(0))));
  terminal.onResize(({ cols, rows }) => send(JSON.stringify({ type: 'resize', cols, rows })));
  socket.addEventListener('open', () => {
    show({ state: 'open' });
    terminal.focus();
  });
  socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (typeof data === 'string') {
      exited = strings.desktop.ended.exited((JSON.parse(data) as { exitCode: number }).exitCode);
    } else {
      terminal.write(new Uint8Array(data));
    }
  });
  socket.addEventListener('close', ({ code }) => show({ state: 'ended', why: exited ?? endingText(code) }));
}
