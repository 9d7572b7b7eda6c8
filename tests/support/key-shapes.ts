/** Keys as vendors issue them, made up: for whatever must never show one. */

export interface KeyShape {
	readonly vendor: string;
	readonly key: string;
	/** Without a prefix: a key only where it is all that a box holds, or after a word that names it. */
	readonly isOnlyAlone?: true;
}

// In two halves each, so that no scanner of repositories takes one for real.
const shape = (vendor: string, prefix: string, rest: string): KeyShape => ({
	vendor,
	key: prefix + rest,
});

export const keyShapes: readonly KeyShape[] = [
	shape('OpenAI', 'sk-', 'Xq4Zr8TnB2vLw6Yk0PdHs3FjUe7MaGc1'),
	shape('OpenAI, of a project', 'sk-proj-', 'p7Qe_x2VnR9-tLw4YkB0dHs3FjUe6MaGc1Zo8'),
	shape('Anthropic', 'sk-ant-', 'api03-Gh5Tr2Wq8Zx1Vb7Nm4Lk9Pj3Hd6Sf0-AA'),
	shape('OpenRouter', 'sk-or-', 'v1-4e91c07ab25d18f36c9012de7745ab88f0a1c3d5'),
	shape('Groq', 'gsk_', 'Tz5Rw9Qx3Vn7Lm1Kp8Jd4Hf6Gs2Ba0Yc'),
	shape('Google', 'AIza', 'SyD3x7Qw1Ze9Rt5Vb2Nm8Lk4Pj6Hg0FdSa'),
	shape('Hugging Face', 'hf_', 'QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi'),
	shape('xAI', 'xai-', 'M8n2B6v4C0x9Z1l3K5j7H2g4F6d8S0aPoIu'),
	shape('Perplexity', 'pplx-', '7f3a91d2c84b60e5f1973ad28c4be605'),
	shape('NVIDIA', 'nvapi-', 'Zx9Cv2Bn5Mq8Wl1Er4Tk7Yj0Uh3Ig6Of-Pd'),
	shape('LiteLLM', 'sk-', 'Vd2_kQ7xTz-9mRb4LwYh1A'),
	shape('LiteLLM, of its examples', 'sk-', '1234567'),
	shape(
		'a session (JWT)',
		'eyJhbGciOiJIUzI1NiJ9.',
		'eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVP-mB92K27uhbUJU1'
	),
	{ vendor: 'Azure', key: '0f1e2d3c4b5a69788796a5b4c3d2e1f0', isOnlyAlone: true },
	{ vendor: 'Mistral', key: 'b7Xk2Qz9Wm4Rt6Vn1Lp8Jd3Hf5Gs0YcA', isOnlyAlone: true },
];
