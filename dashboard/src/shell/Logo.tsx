/** The same drawing as `public/favicon.svg`. */
export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" fill="none" strokeLinecap="round">
      <rect width="32" height="32" rx="8" fill="#4c5fd7" />
      <rect x="6.5" y="8" width="19" height="12.5" rx="2.5" stroke="#fff" strokeWidth="2.2" />
      <path d="M12 24.5h8" stroke="#fff" strokeWidth="2.2" />
      <path d="m11 12 2.6 2.3L11 16.6" stroke="#fff" strokeWidth="1.8" strokeLinejoin="round" />
      <path d="M16.4 16.8h4.2" stroke="#fff" strokeWidth="1.8" />
    </svg>
  );
}
