interface PictureProps {
  readonly address: string | undefined;
  readonly name: string;
  readonly large?: boolean;
}

/** Somebody's picture, or the first letter of their name. It stands beside the name, so it has no words of its own. */
export function Picture({ address, name, large = false }: PictureProps) {
  const className = large ? 'picture picture-large' : 'picture';
  if (address !== undefined) return <img className={className} src={address} alt="" />;
  return (
    <span className={className} aria-hidden="true">
      {firstLetter(name)}
    </span>
  );
}

/** As a person counts letters, so that no sign is cut in two. */
function firstLetter(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return first?.segment.toLocaleUpperCase() ?? '';
}
