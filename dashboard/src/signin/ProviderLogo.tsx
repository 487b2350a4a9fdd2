import { IconBrandGithub, IconLogin } from '@tabler/icons-react';
import { GoogleLogo } from './GoogleLogo';

export function ProviderLogo({ id }: { id: string }) {
  switch (id) {
    case 'google':
      return <GoogleLogo />;
    case 'github':
      return <IconBrandGithub size={20} aria-hidden />;
    default:
      return <IconLogin size={20} aria-hidden />;
  }
}
