/** What a check costs at most, for the form to say before it is pressed. A test holds it to the probes. */
export const CHECK_COST = {
	/** The list of models among them; browsers add preflights. */
	requests: 9,
	/** Tokens of all answers together, where the server heeds `max_tokens`. */
	answerTokens: 474,
} as const;
