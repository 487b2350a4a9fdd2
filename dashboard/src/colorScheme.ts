const STORAGE_KEY = 'mantine-color-scheme-value';

/**
 * Sets the scheme before the first paint. Mantine's own way is an inline script, which the Content-Security-Policy
 * does not let run.
 */
export function applyColorScheme(): void {
  document.documentElement.setAttribute('data-mantine-color-scheme', preferredScheme());
}

function preferredScheme(): 'light' | 'dark' {
  const chosen = storedScheme();
  if (chosen === 'light' || chosen === 'dark') {
    return chosen;
  }
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function storedScheme(): string | null {
  try {
    return window.localStorage.getItem(STORAGE_KEY);
  } catch {
    return null; // Storage may be forbidden; then the system decides.
  }
}
