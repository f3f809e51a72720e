/** Usual names of columns of labels and of texts, or parts of such names. */
export const labelName =
  /label|sentiment|class|polarity|target|score|star|rating|overall|nhãn|cảm xúc|đánh giá/i;
export const textName =
  /text|review|comment|sentence|content|body|message|tweet|phrase|nội dung|bình luận|nhận xét/i;
