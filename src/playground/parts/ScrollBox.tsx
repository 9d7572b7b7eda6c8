import type { ComponentPropsWithoutRef } from 'react';
import type { Follow } from './use-follow.ts';

interface Props extends ComponentPropsWithoutRef<'div'> {
	follow: Pick<Follow, 'ref' | 'contentRef' | 'onScroll'>;
}

/**
 * A box that scrolls, whose content may grow at each paint. A paint lays out this box alone: it is no flex or
 * grid item, which a browser would lay out with its container.
 */
export function ScrollBox({ follow, className = '', children, ...box }: Props) {
	const { ref, contentRef, onScroll } = follow;
	return (
		<div className="pg-fill">
			<div className={`pg-scroll ${className}`} ref={ref} onScroll={onScroll} {...box}>
				<div ref={contentRef}>{children}</div>
			</div>
		</div>
	);
}
