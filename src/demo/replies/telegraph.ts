/** A long answer, about 2,000 tokens: how text first came to arrive in pieces. */
export const TELEGRAPH = `# How text learned to arrive in pieces

Every problem of a streamed answer, from the cut connection to the missing end mark, was met once before, by people with a brass key and a pot of ink. Here is their story, at some length, so that you have time to watch it come.

## Arms on towers

In 1794 a line of towers ran from Paris to Lille, some 230 kilometres in fifteen or so steps. On each roof stood a beam with two hinged arms, and in each tower sat a man with a telescope who copied what the next tower showed. Claude Chappe, who devised it, had wanted to call the machine *tachygraphe*, the fast writer. A friend persuaded him of *télégraphe*, the far writer, and the name stayed.

The system had a protocol in all but name. Arms could be set to a few dozen clear positions; a book of 92 pages with 92 entries each turned pairs of positions into words and phrases. An operator held each sign until the next tower had copied it, and moved on only then. If the tower ahead was slow, everyone behind it waited. Today we call that backpressure, and it is still the only honest way to deal with a slow reader: the alternative is to pile up signs in a place that has no room for them.

It also had an attack. From 1834 two brothers named Blanc, who traded in bonds at Bordeaux, paid an operator at Tours to add a wrong sign to government messages when prices moved in Paris. The sign was followed at once by the one that meant *ignore the last*. Clerks at the end of the line struck it out of the text, so nobody reading the message ever saw it; an accomplice who watched the tower near Bordeaux did. The fraud ran for two years. Whoever shows only the finished text, and keeps no copy of the raw signs, has no way to find such a thing.

## Wires, and a missing letter

Electricity did away with fog and darkness. In London, Cooke and Wheatstone patented a telegraph in 1837 whose five needles pointed, two at a time, to a letter on a board. Anyone could read it without training. The price was the alphabet: the board had room for twenty letters, and C, J, Q, U, X and Z were not among them.

On the first day of 1845 a man suspected of murder boarded a train at Slough, dressed in the long coat of a Quaker. The message that overtook him to Paddington had to describe his clothes without the letter Q. It said *KWAKER*. The clerk at the other end asked for the word to be sent again, and again, until a boy suggested letting the sender finish. The rest of the sentence made it plain. Two rules for reading streams are in that scene: a value you have never seen before is no reason to stop, and what comes next often explains it.

## One wire, one key

Samuel Morse and Alfred Vail went the other way. One wire, on or off, and a code of short and long. On 24 May 1844 the question *What hath God wrought* went from Washington to Baltimore, about sixty kilometres, and was marked in dents on a moving strip of paper. The strip was meant to be the point: a record that anyone could check.

Operators soon stopped looking at it. The machine clicked as it marked, and within a few years they were writing down the words straight from the sound, some of them faster than the paper ran. Managers forbade it, then tolerated it, then threw out the paper. Understanding as it arrives beats reading the transcript afterwards; that, in one sentence, is why anybody streams.

What they lost with the strip they made up for in manners. A message began with its number and the count of its words, so the receiver knew whether any had gone missing. A short signal meant *wait*. Another meant *end of message*, and a different one *end of work*. The receiver could open the circuit at any moment, which stopped the sender in mid-word: this was called breaking, and it is the ancestor of every Stop button. A decent sender noticed at once and saved his wrist. A poor one went on keying into a dead line, and the company paid him for it.

## The long wet cable

The ocean was harder. A wire under the sea is a very long, very thin jar: it must fill with charge before anything shows at the far end, and drain before the next sign. William Thomson worked out that the delay grows with the square of the length, so that a cable twice as long is four times as slow. Send too fast, and the signs run into each other until nothing can be told apart.

The first cable across the Atlantic came ashore in August 1858. Queen Victoria's greeting to President Buchanan, 98 words, took some sixteen hours. There were fireworks in New York, and City Hall caught fire. Meanwhile the company's electrician, Wildman Whitehouse, held that what the cable needed was force, and put about two thousand volts on it. It spoke more and more faintly, and after three weeks it spoke no more. Sending the same thing again, harder, at a line that is already struggling was a mistake in 1858 and has not improved since. Now we wait between attempts, longer each time, and call it backing off.

The cable of 1866 worked. It had a thicker core, and at its end a tiny mirror on a thread, which turned the faintest current into a spot of light that wandered left and right across a scale. One clerk watched the spot and called out letters; another wrote. It brought about eight words a minute, at a price that made people weigh each of them.

## Many on one wire

Lines were dear, so engineers asked how many messages one of them could carry. Joseph Stearns sent two at once in opposite directions in 1872. Thomas Edison sent four in 1874. In the same year Émile Baudot, an employee of the French telegraph, tried something that turned out to matter more. His machines gave every letter the same length, five signs, each on or off. A brush that turned at the same speed at both ends joined the line to one operator after the other: five signs of the first man's message, five of the second's, and round again.

On the wire the messages were mixed beyond recognition. At the far end nobody was confused, because each piece went to the printer whose turn it was. A stream with several choices does just that, only that each piece carries its index with it and need not wait for its turn.

In 1901 Donald Murray rearranged the code so that the commonest letters punched the fewest holes. He added signs that printed nothing at all: one sent the carriage of the machine back, another moved the paper up by a line. They were two signs because they were two movements. The machines have gone to museums, and the two signs are with us still: some systems end a line with the one, some with the other, and some with both. A reader of event streams must accept all three, more than a hundred years later, because of a carriage.

## The ticker's cure

Stock prices went out from 1867 on printers that ran all over New York from one wire. Each turned its wheel of letters one step with each pulse, and pressed when told. If a printer ever missed a pulse it was a letter off from then on, and printed perfect nonsense with great confidence. At first a man had to walk over and set it right. Then came the unison, which Edison among others gave a good form: a stop on the shaft that let every wheel, wherever it stood, run to the same place and wait. Sent now and then, it meant that no error could outlive it.

That is the blank line between two frames. Whatever went wrong inside one, a reader that finds the next blank line is in step again.

## Keeping a copy

Long lines were made of short ones. Where two met, a clerk took the message down and sent it on, and later a punched tape did the same: it ran out of one machine and into the next, with a basket between them for the hours when one line was faster than the other. In the busiest offices the tapes hung on rows of pegs, torn off by hand where one message ended and the next began.

The tape was not thrown away. When someone complained that a word was wrong, it showed whether the word had come in wrong or gone out wrong, and so on which side of the office the fault lay. A copy of the finished telegram could never have told. Keep what arrived, as it arrived, with its time, and most arguments end before they begin.

## Stop

Telegrams charged by the word, and a full stop was easily lost or misread, so people who needed one to be certain spelled it out. Governments did it first, in wartime orders that must not be misunderstood. Then everyone did, and *STOP* became the sound of a telegram. An explicit end, paid for as a word, because the mere absence of more text proves nothing: silence on a line means that the message is over, or that the line is down, and the two sound exactly alike.

India's public service accepted its last telegrams in July 2013, and people queued to send them. But the trade goes on. Text still sets out before it is finished, still comes in pieces, still may be broken off by weather of one kind or another. And the careful reader still asks of every ending whether somebody meant it.

*An answer of this demo, not of a model; at sixty pieces a second it took you about half a minute.*`;
