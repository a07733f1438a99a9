// Skeletons, gazes and masks, in pixels of the clip, onto a canvas of another scale.
const BONES = ['left_shoulder right_shoulder', 'left_hip right_hip', 'left_shoulder left_elbow', 'left_elbow left_wrist',
  'right_shoulder right_elbow', 'right_elbow right_wrist', 'left_shoulder left_hip', 'right_shoulder right_hip', 'left_hip left_knee',
  'left_knee left_ankle', 'right_hip right_knee', 'right_knee right_ankle', 'nose left_eye', 'nose right_eye', 'left_eye left_ear',
  'right_eye right_ear'].map(pair => pair.split(' '));

function drawSkeleton(context, points, scale, unit) {
  const place = new Map(points.map(p => [p[2], p]));
  context.beginPath();
  for (const [from, to] of BONES) {
    if (!place.has(from) || !place.has(to)) continue;
    context.moveTo(place.get(from)[0] * scale, place.get(from)[1] * scale);
    context.lineTo(place.get(to)[0] * scale, place.get(to)[1] * scale);
  }
  context.stroke();
  for (const [px, py] of points) {
    context.beginPath();
    context.arc(px * scale, py * scale, 2.5 * unit, 0, 7);
    context.fill();
  }
}

// A ray from each iris; one that looks into the camera stays a point.
function drawGaze(context, points, [yaw, pitch], scale, length) {
  const rad = Math.PI / 180;
  for (const [px, py, name] of points) {
    if (!name.endsWith('iris')) continue;
    context.beginPath();
    context.moveTo(px * scale, py * scale);
    context.lineTo(px * scale + length * Math.sin(yaw * rad), py * scale - length * Math.sin(pitch * rad));
    context.stroke();
  }
}

// A square grid of cells, stretched over the picture.
function drawMask(context, runs, hue, width, height) {
  const side = Math.round(Math.sqrt(runs.reduce((sum, length) => sum + length, 0)));
  const grid = new OffscreenCanvas(side, side);
  const cells = grid.getContext('2d');
  cells.fillStyle = hue;
  let at = 0;
  runs.forEach((length, i) => {
    for (let left = length; left > 0;) {
      const x = at % side;
      const take = Math.min(left, side - x);
      if (i % 2) cells.fillRect(x, Math.floor(at / side), take, 1);
      at += take;
      left -= take;
    }
  });
  context.save();
  context.globalAlpha = 0.45;
  context.drawImage(grid, 0, 0, width, height);
  context.restore();
}
