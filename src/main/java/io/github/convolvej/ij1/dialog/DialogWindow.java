package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.kernels.KernelEditor;
import io.github.convolvej.ij1.preview.Preview;
import io.github.convolvej.ij1.preview.WindowPlace;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.Frame;
import java.awt.GraphicsConfiguration;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JToggleButton;
import javax.swing.KeyStroke;
import javax.swing.MenuSelectionManager;
import javax.swing.Timer;

import ij.IJ;
import ij.ImagePlus;

/**
 * The window of a command's dialog, in ImageJ and in Fiji: the first rows, the picture, the live
 * text, more rows that scroll, and buttons, in at most {@value #WIDTH} x {@value #HEIGHT} pixels beside the image. OK can only be
 * pressed while the parameters give a result. The user may go on to look at images
 * while it is open. All methods are called on the event thread.
 */
final class DialogWindow {

	/** Its name among windows. */
	static final String NAME = "convolvej";

	static final int WIDTH = 560;
	static final int HEIGHT = 620;

	private static final int POLL = 200;
	private static final int LINES = 3;

	private final CommandDialog dialog;
	private final RecentSettings recent;
	private final DialogFields fields;
	private final PicturePanel picture;
	private final JDialog window;
	private final DialogPlace place;
	private final FirstScreenLayout layout;
	private final JTextArea live = new JTextArea(LINES, 20);
	private final JToggleButton more = new JToggleButton();
	private final JScrollPane firstRows;
	private final JScrollPane moreRows;
	private int fitted;
	private final JCheckBox preview;
	private final ChannelChooser channel;
	private final JButton ok;
	private final Timer timer = new Timer(POLL, e -> watch());
	private Color plain;
	private boolean pending;
	/** Whether OK was pressed before it was known what the parameters give. */
	private boolean accepting;
	private boolean accepted;
	private boolean closed;

	/**
	 * @param dialog what it shows
	 * @param modal whether showing it waits until it is closed
	 */
	DialogWindow(final CommandDialog dialog, final boolean modal) {
		this.dialog = dialog;
		recent = new RecentSettings(dialog.title());
		final Frame owner = IJ.getInstance() != null && IJ.getInstance().isShowing() ? IJ.getInstance() : null;
		window = new JDialog(owner, dialog.title(), modal);
		window.setName(NAME);
		place = new DialogPlace(window, dialog.image());
		fields = new DialogFields(dialog, this::changed);
		picture = new PicturePanel(dialog, fields);
		preview = new JCheckBox(dialog.labels().word("dialog.preview"));
		channel = new ChannelChooser(dialog.labels().word("dialog.channel.own"), dialog.labels().word("dialog.channel"),
			dialog::showChannel);
		ok = button("ok", "dialog.ok", this::accept);
		moreRows = new JScrollPane(fields.more(), JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED,
			JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
		firstRows = new JScrollPane(fields.first(), JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED,
			JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
		firstRows.setName("first");
		firstRows.setBorder(null);
		layout = new FirstScreenLayout(firstRows, picture, moreRows);
		final JPanel content = new JPanel(layout);
		content.setBorder(BorderFactory.createEmptyBorder(8, 10, 8, 10));
		content.add(firstRows);
		content.add(picture);
		content.add(tools());
		content.add(liveText());
		content.add(moreButton());
		content.add(moreRows);
		content.add(buttons());
		addKernelButtons();
		Fonts.scale(content);
		fields.explain();
		window.setContentPane(content);
		window.getRootPane().setDefaultButton(ok);
		window.getRootPane().registerKeyboardAction(e -> escape(), KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
			JComponent.WHEN_IN_FOCUSED_WINDOW);
		window.setDefaultCloseOperation(JDialog.DO_NOTHING_ON_CLOSE);
		window.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosing(final WindowEvent e) {
				close();
			}
		});
		fields.show(recent.last(dialog.layout().all(), dialog.layout()::isPerAxis, dialog.image()));
		dialog.onPlanned(this::planned);
		update();
	}

	private JButton button(final String name, final String words, final Runnable action) {
		final JButton button = new JButton(dialog.labels().word(words));
		button.setName(name);
		button.addActionListener(e -> action.run());
		return button;
	}

	private JPanel tools() {
		final JPanel tools = new JPanel(new BorderLayout(6, 0));
		preview.setName("preview");
		preview.addActionListener(e -> dialog.setPreview(preview.isSelected(), window::getBounds));
		if (dialog.canPreview()) tools.add(preview, BorderLayout.WEST);
		final JToggleButton details = new JToggleButton(dialog.labels().word("dialog.details"));
		details.setName("showdetails");
		details.addActionListener(e -> picture.showDetails(details.isSelected()));
		tools.add(channel, BorderLayout.CENTER);
		tools.add(details, BorderLayout.EAST);
		tools.setVisible(picture.hasPicture());
		return tools;
	}

	/** Of a fixed height, so that nothing moves while the user types: what is longer scrolls. */
	private JScrollPane liveText() {
		live.setName("live");
		live.setEditable(false);
		live.setFocusable(false);
		live.setOpaque(false);
		live.setLineWrap(true);
		live.setWrapStyleWord(true);
		plain = live.getForeground();
		final JScrollPane lines = new JScrollPane(live, JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED,
			JScrollPane.HORIZONTAL_SCROLLBAR_NEVER) {

			private static final long serialVersionUID = 1L;

			@Override
			public Dimension getPreferredSize() {
				final int line = live.getFontMetrics(live.getFont()).getHeight();
				return new Dimension(super.getPreferredSize().width, LINES * line + 2);
			}
		};
		lines.setBorder(null);
		lines.setOpaque(false);
		lines.getViewport().setOpaque(false);
		return lines;
	}

	private JToggleButton moreButton() {
		more.setName("more");
		more.setHorizontalAlignment(JToggleButton.LEADING);
		more.setVisible(fields.hasMore());
		moreRows.setName("morerows");
		moreRows.setVisible(false);
		fields.more().setBorder(BorderFactory.createEmptyBorder(4, 6, 4, 6));
		moreRows.getVerticalScrollBar().setUnitIncrement(16);
		more.addActionListener(e -> {
			moreRows.setVisible(more.isSelected());
			fit();
		});
		return more;
	}

	private JPanel buttons() {
		final JPanel left = new JPanel(new FlowLayout(FlowLayout.LEADING, 4, 0));
		left.add(button("help", "dialog.help", dialog::help));
		final JButton last = button("recentbutton", "dialog.recent", () -> {});
		last.addActionListener(e -> PresetMenu.show(RecentMenu.of(dialog, recent.all(), this::choose), last));
		left.add(last);
		final JPanel right = new JPanel(new FlowLayout(FlowLayout.TRAILING, 4, 0));
		right.add(button("cancel", "dialog.cancel", this::close));
		right.add(ok);
		final JPanel buttons = new JPanel(new BorderLayout());
		buttons.add(left, BorderLayout.WEST);
		buttons.add(right, BorderLayout.EAST);
		return buttons;
	}

	private void addKernelButtons() {
		final KernelEntry kernel = fields.kernel();
		if (kernel == null) return;
		kernel.addButton("presetbutton", dialog.labels().word("dialog.presets"), below -> PresetMenu.show(PresetMenu.of(
			kernel.item(), dialog.presets(), dialog.labels(), picture.live() == null ? null : dialog.effects(picture.live().place()),
			kernel::type), below));
		kernel.addButton("editbutton", dialog.labels().word("dialog.edit"), below -> edit(kernel, below));
	}

	private void edit(final KernelEntry kernel, final Component beside) {
		final KernelEditor editor;
		try {
			editor = new KernelEditor(window, kernel.text(), fields.kernelAxes(), dialog.labels()::word, dialog
				.sentences()::say);
		}
		catch (final IllegalArgumentException e) {
			dialog.refuse(e.getMessage());
			showText();
			return;
		}
		Fonts.scale(editor.content());
		editor.open(beside);
		if (editor.used() != null) kernel.type(editor.used());
	}

	private void choose(final Map<String, ?> values) {
		fields.show(values);
		update();
	}

	/** Several fields may change at once. */
	private void changed() {
		if (pending) return;
		pending = true;
		EventQueue.invokeLater(() -> {
			if (pending) update();
		});
	}

	private void update() {
		pending = false;
		if (closed) return;
		fields.read();
		final int rows = fields.first().getPreferredSize().height;
		if (window.isShowing() && rows != fitted && rows > firstRows.getViewport().getHeight()) fit();
		showText();
	}

	/** It has become known what the parameters give. */
	private void planned() {
		if (closed) return;
		showText();
		if (accepting) finish();
	}

	private void showText() {
		final Preview part = dialog.live();
		final boolean possible = dialog.isPossible();
		final String clamped = part == null || !possible ? "" : LiveLine.clamped(part.clampedPerThousand());
		final String told = dialog.text() + (clamped.isEmpty() ? "" : "\n" + clamped);
		final String all = dialog.sentences().say(told);
		// without a picture the same words stand in its place
		final String line = !possible ? all : !picture.hasPicture() ? "" : dialog.sentences().say(LiveLine.of(told, part == null
			? Double.NaN : part.seconds()));
		live.setForeground(dialog.isMistaken() ? mistake() : plain);
		if (!live.getText().equals(line)) {
			live.setText(line);
			live.setCaretPosition(0);
			live.setToolTipText("<html><div style='width: 360px'>" + Labels.escaped(all) + "</div></html>");
		}
		live.getAccessibleContext().setAccessibleDescription(all);
		channel.update(part);
		picture.update(possible || picture.hasPicture() ? all : "", channel.getSelectedIndex() - 1);
		ok.setEnabled(possible);
		final int differing = fields.differing();
		more.setText((more.isSelected() ? "\u25be " : "\u25b8 ") + (differing == 0 ? dialog.labels().word("dialog.more")
			: differing == 1 ? dialog.labels().word("dialog.more.one") : dialog.labels().word("dialog.more.many", differing)));
	}

	/** Red that can be read on the window's colour. */
	private Color mistake() {
		final Color back = window.getContentPane().getBackground();
		return back.getRed() + back.getGreen() + back.getBlue() < 3 * 128 ? new Color(0xff9a9a) : new Color(0xb00000);
	}

	/** The image may be closed while the dialog is open. */
	private void watch() {
		if (dialog.isClosed() == dialog.isPossible()) {
			dialog.changed();
			showText();
		}
	}

	/** As large as its parts want, within the limits. */
	private void fit() {
		final GraphicsConfiguration screen = window.getGraphicsConfiguration();
		final Rectangle usable = WindowPlace.usable(screen);
		final Insets frame = window.isShowing() ? window.getInsets() : DialogPlace.FRAME;
		final int width = Math.min(WIDTH, usable.width) - frame.left - frame.right;
		final int height = Math.min(HEIGHT, usable.height) - frame.top - frame.bottom;
		layout.setLimit(height);
		fitted = fields.first().getPreferredSize().height;
		final Dimension wanted = window.getContentPane().getPreferredSize();
		window.getContentPane().setPreferredSize(new Dimension(width, wanted.height));
		window.pack();
		window.getContentPane().setPreferredSize(null);
		final Rectangle now = window.getBounds();
		if (window.isShowing() && now.y + now.height > usable.y + usable.height) window.setLocation(now.x, Math.max(usable.y,
			usable.y + usable.height - now.height));
	}

	/** Shows it. */
	void open() {
		fit();
		place.choose();
		if (picture.live() != null) {
			picture.live().onDisplay(text -> {
				if (!closed) showText();
			});
			dialog.showIn(picture.live());
		}
		timer.start();
		window.setVisible(true);
	}

	/** Ends it with the values that the fields hold. */
	private void accept() {
		update();
		accepting = true;
		if (!dialog.isPlanning()) finish();
	}

	private void finish() {
		accepting = false;
		if (!dialog.isPossible()) return;
		accepted = true;
		final Map<String, String> used = new LinkedHashMap<>();
		dialog.values().forEach((key, value) -> used.put(key, String.valueOf(value)));
		recent.add(used);
		close();
	}

	/** Esc: closes a menu that is open, otherwise the dialog; the menu leaves the key to the window. */
	private void escape() {
		final MenuSelectionManager menus = MenuSelectionManager.defaultManager();
		if (menus.getSelectedPath().length > 0) menus.clearSelectedPath();
		else close();
	}

	/** Ends it. */
	void close() {
		if (closed) return;
		closed = true;
		timer.stop();
		picture.close();
		window.dispose();
		focusTheImage();
	}

	/** There Esc stops the run. */
	private void focusTheImage() {
		final ImagePlus image = dialog.image();
		final Window own = image == null ? null : image.getWindow();
		if (own == null) return;
		own.toFront();
		own.requestFocus();
		if (image.getCanvas() != null) image.getCanvas().requestFocus();
	}

	/** @param action is done when it has been closed */
	void onClosed(final Runnable action) {
		window.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosed(final WindowEvent e) {
				action.run();
			}
		});
	}

	/** Whether the user pressed OK. */
	boolean isAccepted() {
		return accepted;
	}
}
