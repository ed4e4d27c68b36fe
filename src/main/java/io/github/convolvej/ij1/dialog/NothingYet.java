package io.github.convolvej.ij1.dialog;

/** A command has nothing to do because the user has not named something yet, which is no mistake: the dialog asks for it. */
public final class NothingYet extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	/** @param request what the user is asked for, a sentence */
	public NothingYet(final String request) {
		super(request);
	}
}
