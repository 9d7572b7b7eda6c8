/** Two stories of our own, used alternately for a request with several choices. */
export const STORIES: readonly string[] = [
	`Once upon a time, on a rock where the charts ran out of names, a lighthouse keeper kept a notebook of every ship.

She never waited for a ship to arrive before she wrote it down. First came a light, low on the water, and she wrote *a light*. Then the shape of a mast, and she added *two-masted*. Then a flag, some letters on the bow, a hand that waved. By the time the ship had passed, its page was whole, and she had watched all of it.

One night of fog a ship sent only half of itself: a bell, the letters *Mari*, and then silence. A message came from the harbour. Was that the *Marigold*, who was expected, or the *Marina*, who was lost? The keeper could have guessed. Instead she drew a line under what she had, and wrote beneath it: *here it broke off*.

At dawn the fog lifted, and there lay the *Marigold* in the lee of the rock, the rest of her name as plain as day. The keeper finished the page. Only then did she set down the small mark that closed every entry, so that whoever read the notebook after her could tell a ship that had gone by from one that was still on its way.

*A story of this demo, not of a model. It reached you as ships reached her: piece by piece, with a mark at the end.*`,

	`Once upon a time there was a post office too poor to carry whole letters. It sent one word a day, with whichever rider was going, and the people at the far end learned to read slowly.

*Dear*, said the first day. *Mother*, said the second, and she put the kettle on, for this was plainly going to be worth hearing. By the time the word *Sunday* came she had aired the spare room and bought a goose.

All went well until the winter when a son and a sheep farmer wrote at once. Their words reached the village in one bag, and for a week two houses read a letter that neither could explain. The mother bought eleven sheep. The farmer laid a place for dinner.

Since then every word has worn a number on its collar, and goes to the house of that number, however many letters are on the road.

*Another story of this demo, not of a model. You asked for several choices: each piece of them carries its index, and that is its collar.*`,
];
