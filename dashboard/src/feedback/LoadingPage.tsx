import { Center, Loader } from '@mantine/core';
import { strings } from '../strings';

/** Shown while it is not known yet what to show. */
export function LoadingPage() {
  return (
    <Center mih="100dvh">
      <Loader aria-label={strings.common.loading} />
    </Center>
  );
}
