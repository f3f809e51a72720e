/** A framebuffer that remembers what is attached to it, so that nothing is attached twice. */

/** A texture that a drawing fills, or one layer of an array of textures. */
export interface Attachment {
  texture: WebGLTexture;
  layer: number | null;
}

export class Frame {
  private readonly framebuffer: WebGLFramebuffer;
  private attached: readonly Attachment[] = [];

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.framebuffer = gl.createFramebuffer();
  }

  /** Binds it with these textures and no others: one left over could be read by the same drawing. */
  attach(attachments: readonly Attachment[]): void {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffer);
    const count = Math.max(attachments.length, this.attached.length);
    for (let i = 0; i < count; i++) {
      const [wanted, old] = [attachments[i], this.attached[i]];
      if (wanted?.texture === old?.texture && wanted?.layer === old?.layer) continue;
      this.attachOne(gl.COLOR_ATTACHMENT0 + i, wanted);
    }
    if (attachments.length !== this.attached.length)
      gl.drawBuffers(attachments.map((_, i) => gl.COLOR_ATTACHMENT0 + i));
    this.attached = attachments;
  }

  dispose(): void {
    this.gl.deleteFramebuffer(this.framebuffer);
  }

  private attachOne(point: number, attachment: Attachment | undefined): void {
    const { gl } = this;
    if (!attachment || attachment.layer === null)
      gl.framebufferTexture2D(gl.FRAMEBUFFER, point, gl.TEXTURE_2D, attachment?.texture ?? null, 0);
    else gl.framebufferTextureLayer(gl.FRAMEBUFFER, point, attachment.texture, 0, attachment.layer);
  }
}
