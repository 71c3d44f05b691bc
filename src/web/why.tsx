import { useState } from 'preact/hooks';

/** A reason in people's words; the numbers behind it come when they are asked for. */
export function Why(props: { readonly label: string; readonly reason: string; readonly numbers: string }) {
  const [open, setOpen] = useState(false);
  if (props.reason === '') return null;
  return (
    <p class="why">
      {props.reason}{' '}
      {props.numbers !== '' && (
        <button type="button" class="why-ask" aria-expanded={open} onClick={() => setOpen(!open)}>
          {props.label}
        </button>
      )}
      {open && (
        <span class="why-numbers">
          {props.numbers.split(/(?<=[,，]) ?/).map((part) => (
            <span key={part}> {part}</span>
          ))}
        </span>
      )}
    </p>
  );
}
