/** A greeting in many scripts, and emoji of several code points: text that careless decoding breaks. */
export const SCRIPTS = `Hello in scripts whose letters are more than one byte long:

- **Ελληνικά**: Καλημέρα, κόσμε! Το κείμενο έρχεται κομμάτι κομμάτι.
- **Русский**: Привет, мир! Текст приходит по частям.
- **Tiếng Việt**: Xin chào thế giới! Văn bản đến từng phần một.
- **العربية**: مرحبًا أيها العالم! يصل النص جزءًا بعد جزء.
- **עברית**: שלום עולם! הטקסט מגיע חלק אחרי חלק.
- **हिन्दी**: नमस्ते दुनिया! पाठ टुकड़ों में आता है।
- **ไทย**: สวัสดีชาวโลก! ข้อความมาถึงทีละส่วน
- **中文**：你好，世界！文字一段一段地到来。
- **日本語**：こんにちは、世界！文章は少しずつ届きます。
- **한국어**: 안녕하세요, 세계! 글이 한 조각씩 도착합니다.

And emoji, from one code point to many: 🚀 👋🏽 1️⃣ ❤️‍🔥 🏳️‍🌈 👩‍👩‍👧‍👦 🇬🇷 🇮🇳 🇯🇵 🇰🇷

The family is one character to the eye, 7 code points, 11 units of a JavaScript string and 25 bytes on the wire. The network knows nothing of characters and may end a read inside any of them. A decoder made for each read turns the halves into question marks on black diamonds; one decoder for the whole body, which remembers the bytes it could not finish, gives you what you see here.

*An answer of this demo, not of a model.*`;
