import type { Follow } from './use-follow.ts';

interface Props {
	isFollowing: Follow['isFollowing'];
	follow: Follow['follow'];
	isRunning: boolean;
	/** What is followed: `the frames`. */
	what: string;
}

/** Offers to go on with what is still coming, to a reader who has scrolled away from it. */
export function FollowButton({ isFollowing, follow, isRunning, what }: Props) {
	if (!isRunning || isFollowing) return null;
	return (
		<button type="button" className="pg-follow" aria-label={`Follow ${what}`} onClick={follow}>
			Follow <span aria-hidden="true">↓</span>
		</button>
	);
}
