import { Alert } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Something has ended for certain, and this is the proof. */
export function Receipt({ title, children, testId }: { title: string; children: ReactNode; testId: string }) {
  return (
    <Alert
      role="status"
      color="teal"
      icon={<IconShieldCheck aria-hidden />}
      title={title}
      data-testid={testId}
    >
      {children}
    </Alert>
  );
}
