import { Component, type ReactNode } from "react";
import { AppError } from "./app-error.tsx";

interface ScreenBoundaryState {
	failure: unknown;
}

/** A fault of one screen is shown in its place; the rest of the window goes on. */
export class ScreenBoundary extends Component<{ children: ReactNode }, ScreenBoundaryState> {
	override state: ScreenBoundaryState = { failure: undefined };

	static getDerivedStateFromError(failure: unknown): ScreenBoundaryState {
		return { failure };
	}

	override render(): ReactNode {
		if (this.state.failure === undefined) return this.props.children;
		return (
			<div style={{ padding: 20 }}>
				<AppError error={this.state.failure} onRetry={() => this.setState({ failure: undefined })} />
			</div>
		);
	}
}
