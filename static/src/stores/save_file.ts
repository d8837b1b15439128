// Hands a text to the browser as a file to save.

/** Long enough for a browser that asks its user where to. */
const kKept = 60_000;

export function save_file(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), kKept);
}
