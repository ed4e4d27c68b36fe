package io.github.convolvej.ij1.dialog;

/** A command that may know all its parameters without asking: the point that is selected, for example. */
public interface Answered {

	/** @return whether no dialog is needed now */
	boolean isAnswered();
}
