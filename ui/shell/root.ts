// Where the routes of all modules hang. What is drawn around them, router.tsx says.
import { createRootRoute } from '@tanstack/react-router';
import { Missing } from './Trouble.tsx';

export const root = createRootRoute({ notFoundComponent: Missing });
