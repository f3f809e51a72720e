uniform int batch, time, groups, evenTiles, tilesPerColumn;

/* Where a tile of this width begins. Mostly one column holds them all, and divisions are slow. */
ivec2 place(int tile, int features) {
  if (tilesPerColumn >= time) return ivec2(0, tile * groups);
  int column = divide(tile, tilesPerColumn);
  return ivec2(column * features, (tile - column * tilesPerColumn) * groups);
}

/* The column of tiles that this fragment belongs to. */
int columnHere(int features) {
  return tilesPerColumn >= time ? 0 : divide(int(gl_FragCoord.x), features);
}

/* A timestep's tile in a surface that holds all of them, even ones first; and back. */
int tileOf(int t) {
  return (t & 1) * evenTiles + (t >> 1);
}

int timestepOf(int tile) {
  return tile < evenTiles ? 2 * tile : 2 * (tile - evenTiles) + 1;
}

/* What a fragment of a surface for all timesteps stands for. */
struct Texel {
  int feature, group, t;
  bool used;
};

Texel texelHere(int features) {
  ivec2 at = ivec2(gl_FragCoord.xy);
  int column = columnHere(features);
  int inColumn = divide(at.y, groups);
  int tile = column * tilesPerColumn + inColumn;
  return Texel(at.x - column * features, at.y - inColumn * groups, timestepOf(tile), tile < time);
}
