// A logo as it is uploaded: PNG and JPEG as they are; a drawing (SVG) as the picture that the browser makes of it, because
// papers hold pictures only. Browsers draw an SVG without running or fetching anything in it.

/// Longest side of what a drawing becomes, in pixels.
const longest_side = 1200;

export const is_drawing = (file: { name: string; type: string }) =>
  file.type === 'image/svg+xml' || /\.svg$/i.test(file.name);

/// The measures of a drawing, enlarged or reduced to the longest side; one that names none counts as wide.
export function measures_of(width: number, height: number): { width: number; height: number } {
  const known = width > 0 && height > 0;
  const part = longest_side / Math.max(known ? width : 2, known ? height : 1);
  return {
    width: Math.max(1, Math.round((known ? width : 2) * part)),
    height: Math.max(1, Math.round((known ? height : 1) * part)),
  };
}

const as_address = (file: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(file);
  });

const drawn = (src: string) =>
  new Promise<HTMLImageElement>((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('no picture'));
    image.src = src;
  });

/// What is sent. A drawing that cannot be drawn goes as it is: the server says what is wrong with it.
export async function as_uploaded(file: File): Promise<Blob> {
  if (!is_drawing(file)) return file;
  try {
    const image = await drawn(await as_address(new Blob([file], { type: 'image/svg+xml' })));
    const canvas = document.createElement('canvas');
    Object.assign(canvas, measures_of(image.naturalWidth, image.naturalHeight));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/png'));
  } catch {
    return file;
  }
}
