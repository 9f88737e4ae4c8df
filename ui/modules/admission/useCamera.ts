// The camera as a reader: frames are looked at by the browser's own BarcodeDetector, where it has one. The same barcode is
// told once until another one, or none for some seconds, has been seen.
import { useEffect, useRef, useState } from 'react';

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}
type DetectorMaker = new (options: { formats: string[] }) => Detector;

const detector_of_browser = () => (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
export const has_camera = () => Boolean(detector_of_browser() && navigator.mediaDevices);

const look_every = 150;
const same_again = 4000;

/// Tells each barcode that a running picture shows; returns what ends it.
function watch(video: HTMLVideoElement, detector: Detector, tell: (code: string) => void): () => void {
  let timer = 0;
  let ended = false;
  const told = { code: '', at: 0 };
  const look = async () => {
    const [found] = video.readyState ? await detector.detect(video).catch(() => []) : [];
    if (ended) return;
    if (found && (found.rawValue !== told.code || Date.now() - told.at > same_again)) tell(found.rawValue);
    if (found) Object.assign(told, { code: found.rawValue, at: Date.now() });
    timer = window.setTimeout(() => void look(), look_every);
  };
  void look();
  return () => {
    ended = true;
    window.clearTimeout(timer);
  };
}

export function useCamera(on: boolean, on_code: (code: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const [refused, set_refused] = useState(false);
  const latest = useRef(on_code);
  latest.current = on_code;
  useEffect(() => {
    const Maker = detector_of_browser();
    if (!on || !Maker) return;
    const ends: (() => void)[] = [];
    let ended = false;
    const begin = async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const stop = () => stream.getTracks().forEach((track) => track.stop());
      if (ended || !video.current) return stop();
      ends.push(stop);
      video.current.srcObject = stream;
      await video.current.play();
      set_refused(false);
      ends.push(watch(video.current, new Maker({ formats: ['qr_code', 'code_128'] }), (code) => latest.current(code)));
    };
    begin().catch(() => set_refused(true));
    return () => {
      ended = true;
      ends.forEach((end) => end());
    };
  }, [on]);
  return { video, refused };
}
