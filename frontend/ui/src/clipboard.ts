// Copying, also in a frame that may not use the clipboard API.

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'quiet';
    document.body.append(area);
    area.select();
    // Deprecated, and the only way left where the permission is refused to a frame.
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}
