/* The camera and what it reads: the browser's own detector, else ZXing as WebAssembly. */

const VENDOR = new URL("./vendor/", import.meta.url);
const PAUSE = 100; // milliseconds between two looks

async function native() {
  if (!("BarcodeDetector" in window)) return null;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!formats.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video)).map((code) => code.rawValue);
}

function load(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: url, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

async function wasm() {
  if (!window.ZXingWASM) await load(new URL("zxing-reader.js", VENDOR));
  const locateFile = () => new URL("zxing_reader.wasm", VENDOR).href;
  await ZXingWASM.prepareZXingModule({ overrides: { locateFile }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    Object.assign(canvas, { width: video.videoWidth, height: video.videoHeight });
    drawing.drawImage(video, 0, 0);
    const frame = drawing.getImageData(0, 0, canvas.width, canvas.height);
    const found = await ZXingWASM.readBarcodes(frame, { formats: ["QRCode"] });
    return found.map((code) => code.text);
  };
}

let reader;

/** Open the camera in a video element; `seen(code)` hears each code on each look. Gives what
    closes it again, and its lamp when it has one. Rejects when there is no camera to be had. */
export async function open(video, seen) {
  reader ??= (await native()) ?? (await wasm());
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  const [track] = stream.getVideoTracks();
  video.srcObject = stream;
  await video.play();
  const lock = await navigator.wakeLock?.request("screen").catch(() => null);
  let running = true;
  const look = async () => {
    if (!running) return;
    const codes = video.videoWidth ? await reader(video).catch(() => []) : [];
    if (running) for (const code of codes) await seen(code);
    setTimeout(look, PAUSE);
  };
  look();
  return {
    close() {
      running = false;
      track.stop();
      video.srcObject = null;
      lock?.release();
    },
    lamp: track.getCapabilities?.().torch
      ? (on) => track.applyConstraints({ advanced: [{ torch: on }] })
      : null,
  };
}
