import { Button, Group, Stack } from '@mantine/core';
import { IconArrowsMaximize, IconMaximize, IconZoomReset } from '@tabler/icons-react';
import RFB from '@novnc/novnc';
import { useEffect, useRef, useState } from 'react';
import type { Desktop } from '../api/types';
import { strings } from '../strings';
import { ConnectionNotice, useConnection } from './Connection';
import classes from './DesktopPage.module.css';
import { endingText } from './ending';
import { openSocket } from './openSocket';

/** The screen of a running desktop, with pointer, keyboard and clipboard. */
export function ScreenTab({ desktop, watching }: { desktop: Desktop; watching: boolean }) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<RFB | null>(null);
  const { connection, setConnection, attempt, again } = useConnection();
  const [fit, setFit] = useState(true);

  useEffect(() => {
    const target = frame.current;
    if (target === null) {
      return;
    }
    let left = false;
    let rfb: RFB | null = null;
    openSocket(desktop.id, 'view', { mode: 'control' }).then(
      (socket) => {
        if (left) {
          socket.close();
          return;
        }
        socket.addEventListener('close', ({ code }) => {
          if (!left) {
            setConnection({ state: 'ended', why: endingText(code) });
          }
        });
        rfb = new RFB(target, socket, { shared: true });
        rfb.scaleViewport = true;
        rfb.background = 'transparent';
        rfb.addEventListener('connect', () => setConnection({ state: 'open' }));
        rfb.addEventListener('clipboard', (event) => takeCopied(event as CustomEvent<{ text: string }>));
        view.current = rfb;
      },
      (error: unknown) => {
        if (!left) {
          setConnection({ state: 'failed', error: error as Error });
        }
      },
    );
    return () => {
      left = true;
      view.current = null;
      rfb?.disconnect();
    };
  }, [desktop.id, attempt, setConnection]);

  useEffect(() => {
    if (view.current !== null) {
      view.current.scaleViewport = fit;
      view.current.clipViewport = false;
    }
  }, [fit, connection]);

  useEffect(() => {
    if (view.current !== null) {
      view.current.viewOnly = watching;
    }
  }, [watching, connection]);

  return (
    <Stack gap="sm">
      <ConnectionNotice connection={connection} onRetry={again} />
      <div
        ref={frame}
        className={classes.screen}
        style={{ aspectRatio: `${desktop.width} / ${desktop.height}` }}
        hidden={connection.state !== 'open'}
        role="application"
        aria-label={strings.desktop.screenOf(desktop.name)}
        data-testid="screen"
        onFocus={() => void paste(view.current)}
        onMouseEnter={() => void paste(view.current)}
      />
      <Group gap="xs" justify="flex-end">
        <Button
          size="xs"
          variant="default"
          leftSection={fit ? <IconZoomReset size={14} /> : <IconArrowsMaximize size={14} />}
          onClick={() => setFit(!fit)}
        >
          {fit ? strings.desktop.actualSize : strings.desktop.fit}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconMaximize size={14} />}
          onClick={() => void frame.current?.requestFullscreen()}
        >
          {strings.desktop.fullScreen}
        </Button>
      </Group>
    </Stack>
  );
}

/** What was copied on the desktop can be pasted here, where the browser lets us. */
function takeCopied(event: CustomEvent<{ text: string }>): void {
  navigator.clipboard.writeText(event.detail.text).catch(() => undefined);
}

/** What was copied here can be pasted on the desktop, where the browser lets us. */
async function paste(view: RFB | null): Promise<void> {
  try {
    const text = await navigator.clipboard.readText();
    if (text !== '') {
      view?.clipboardPasteFrom(text);
    }
  } catch {
    // The person has not allowed it.
  }
}
