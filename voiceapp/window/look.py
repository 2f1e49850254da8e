"""How the window looks: the brand's palette and type, light or dark, put over Qt's own Fusion style."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from voiceapp import assets
from voiceapp.pictures.brand import FAMILY, Style, blend, load_fonts, palette

BASE_PIXELS = 14
"""Height of the usual letters at a text size of 100 per cent."""


def is_dark(app: QApplication, appearance: str) -> bool:
    """Whether to be dark: as chosen, or as the system is."""
    if appearance == "system":
        return app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return appearance == "dark"


def style_for(app: QApplication, appearance: str, text_size: int, language: str) -> Style:
    """The style of everything painted; ``text_size`` in per cent."""
    return Style(dark=is_dark(app, appearance), text=text_size / 100, language=language)


def put_on(app: QApplication, style: Style) -> None:
    """Dress the application."""
    load_fonts()
    app.setStyle("Fusion")
    app.setPalette(palette(style))
    app.setFont(style.font(BASE_PIXELS))
    app.setStyleSheet(_sheet(style))


def dress(widget: QWidget, style: Style) -> None:
    """Let everything painted in a widget be painted in a style."""
    for part in widget.findChildren(QWidget):
        put_style = getattr(part, "set_style", None)
        if put_style:
            put_style(style)


def _sheet(style: Style) -> str:
    c = style.colours

    def px(pixels: float) -> str:
        return f"{round(pixels * style.text)}px"

    def name(colour: QColor) -> str:
        return colour.name()

    def image(file: str) -> str:
        return assets.path("window", f"{file}.svg").as_posix()

    hover = name(blend(c.key, c.brand, 0.08))
    down = name(blend(c.key, c.brand, 0.18))
    return f"""
    * {{ font-family: "{FAMILY}"; font-size: {px(BASE_PIXELS)}; }}
    QToolTip {{ color: {name(c.text)}; background: {name(c.panel)}; border: 1px solid {name(c.line_strong)};
        padding: 4px; }}
    QFrame[panel="true"] {{ background: {name(c.panel)}; border: 1px solid {name(c.line)}; border-radius: 8px; }}
    QLabel[kind="soft"] {{ color: {name(c.soft)}; }}
    QLabel[kind="small"] {{ color: {name(c.soft)}; font-size: {px(12)}; }}
    QLabel[kind="overline"] {{ color: {name(c.soft)}; font-size: {px(11)}; font-weight: 600; letter-spacing: 1px; }}
    QLabel[kind="title"] {{ font-size: {px(26)}; font-weight: 700; }}
    QLabel[kind="heading"] {{ font-size: {px(17)}; font-weight: 700; }}
    QLabel[kind="strong"] {{ font-weight: 700; }}
    QLabel[kind="time"] {{ font-size: {px(17)}; }}
    QLabel[kind="bad"] {{ color: {name(c.bad)}; }}
    QFrame[banner="true"] {{ background: {name(c.brand_tint)}; border: 1px solid {name(c.line)}; border-radius: 8px; }}
    QFrame[banner="bad"] {{ background: {name(c.panel)}; border: 2px solid {name(c.bad)}; border-radius: 8px; }}

    QPushButton {{ background: {name(c.key)}; color: {name(c.text)}; border: 1px solid {name(c.key_edge)};
        border-radius: 6px; padding: {px(6)} {px(12)}; }}
    QPushButton:hover {{ background: {hover}; }}
    QPushButton:pressed, QPushButton:checked {{ background: {down}; border-color: {name(c.brand)}; }}
    QPushButton:disabled {{ color: {name(blend(c.soft, c.window, 0.45))}; background: {name(c.window)};
        border-color: {name(c.line)}; }}
    QPushButton:focus {{ border: 2px solid {name(c.focus)}; padding: {px(5)} {px(11)}; }}
    QPushButton[kind="call"] {{ background: {name(c.call)}; color: {name(c.on_call)}; border-color: {name(c.call)};
        font-weight: 700; padding: {px(11)} {px(8)}; }}
    QPushButton[kind="hang_up"] {{ background: {name(c.bad)}; color: {name(c.on_bad)}; border-color: {name(c.bad)};
        font-weight: 700; padding: {px(11)} {px(8)}; }}
    QPushButton[kind="call"]:hover {{ background: {name(blend(c.call, c.text, 0.12))}; }}
    QPushButton[kind="hang_up"]:hover {{ background: {name(blend(c.bad, c.text, 0.12))}; }}
    QPushButton[kind="call"]:disabled, QPushButton[kind="hang_up"]:disabled {{ background: {name(c.sunken)};
        color: {name(blend(c.soft, c.window, 0.45))}; border-color: {name(c.line)}; }}
    QPushButton[kind="call"]:focus, QPushButton[kind="hang_up"]:focus {{ border: 3px solid {name(c.focus)};
        padding: {px(9)} {px(6)}; }}
    QPushButton[kind="brand"] {{ background: {name(c.brand)}; color: {name(c.on_brand)};
        border-color: {name(c.brand)}; font-weight: 600; }}
    QPushButton[kind="brand"]:hover {{ background: {name(blend(c.brand, c.text, 0.12))}; }}
    QPushButton[kind="brand"]:disabled {{ background: {name(c.sunken)}; color: {name(c.soft)};
        border-color: {name(c.line)}; }}

    QLineEdit, QPlainTextEdit, QTextBrowser, QSpinBox, QComboBox {{ background: {name(c.panel)};
        border: 1px solid {name(c.line_strong)}; border-radius: 6px; padding: {px(5)} {px(8)};
        selection-background-color: {name(c.brand)}; selection-color: {name(c.on_brand)}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextBrowser:focus, QSpinBox:focus, QComboBox:focus {{
        border: 2px solid {name(c.focus)}; padding: {px(4)} {px(7)}; }}
    QSpinBox QLineEdit {{ border: 0; padding: 0; background: transparent; }}
    QSpinBox::up-button, QSpinBox::down-button {{ width: {px(20)}; border: 0; background: transparent; }}
    QSpinBox::up-arrow, QSpinBox::down-arrow, QComboBox::down-arrow {{ width: {px(12)}; height: {px(12)}; }}
    QSpinBox::up-arrow {{ image: url("{image("arrow-up")}"); }}
    QSpinBox::down-arrow, QComboBox::down-arrow {{ image: url("{image("arrow-down")}"); }}
    QComboBox::drop-down {{ width: {px(24)}; border: 0; }}
    QComboBox QAbstractItemView {{ background: {name(c.panel)}; border: 1px solid {name(c.line_strong)};
        padding: 3px; }}
    QComboBox QAbstractItemView::item {{ min-height: {px(26)}; padding: 0 {px(6)}; }}
    QCheckBox, QRadioButton {{ spacing: {px(8)}; padding: 2px; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: {px(14)}; height: {px(14)};
        border: 1px solid {name(c.line_strong)}; background: {name(c.panel)}; }}
    QCheckBox::indicator {{ border-radius: 3px; }}
    QRadioButton::indicator {{ border-radius: {px(8)}; }}
    QCheckBox::indicator:checked {{ background: {name(c.brand)}; border-color: {name(c.brand)};
        image: url("{image("tick-dark" if style.dark else "tick-light")}"); }}
    QRadioButton::indicator:checked {{ border: {px(5)} solid {name(c.brand)}; width: {px(6)}; height: {px(6)}; }}
    QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {name(c.focus)}; border-radius: 4px; padding: 0; }}
    QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled {{ background: {name(c.sunken)};
        border-color: {name(c.line)};
        color: {name(c.soft)}; }}
    QListView {{ background: {name(c.panel)}; border: 1px solid {name(c.line)}; border-radius: 8px; outline: 0;
        padding: 4px; }}
    QListWidget::item {{ padding: {px(7)} {px(10)}; border-radius: 5px; }}
    QListWidget::item:selected {{ background: {name(c.brand)}; color: {name(c.on_brand)}; }}
    QListWidget::item:selected:!active {{ background: {name(c.brand)}; color: {name(c.on_brand)}; }}
    QListView:focus {{ border: 2px solid {name(c.focus)}; }}
    QScrollArea {{ background: transparent; border: 0; }}
    QTabWidget::pane {{ border: 0; border-top: 1px solid {name(c.line)}; }}
    QTabBar::tab {{ background: transparent; color: {name(c.soft)}; padding: {px(7)} {px(14)};
        border-bottom: 3px solid transparent; }}
    QTabBar::tab:selected {{ color: {name(c.text)}; border-bottom-color: {name(c.brand)}; }}
    QTabBar::tab:focus {{ color: {name(c.focus)}; }}
    QProgressBar {{ background: {name(c.sunken)}; border: 1px solid {name(c.line)}; border-radius: 5px;
        text-align: center; min-height: {px(18)}; }}
    QProgressBar::chunk {{ background: {name(c.brand)}; border-radius: 4px; }}
    QSlider {{ min-height: {px(22)}; }}
    QSlider::groove:horizontal {{ height: 4px; background: {name(c.line)}; border-radius: 2px; }}
    QSlider::sub-page:horizontal {{ background: {name(c.brand)}; border-radius: 2px; }}
    QSlider::handle:horizontal {{ background: {name(c.key)}; border: 1px solid {name(c.line_strong)};
        width: {px(14)}; height: {px(14)}; margin: -{px(6)} 0; border-radius: {round(14 * style.text) // 2}px; }}
    QSlider:focus {{ border: 2px solid {name(c.focus)}; border-radius: 6px; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; border: 0; }}
    QScrollBar::handle:vertical {{ background: {name(c.line_strong)}; border-radius: 4px; min-height: 32px; }}
    QScrollBar::handle:vertical:hover {{ background: {name(c.brand)}; }}
    QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
    QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: transparent; }}
    QMenuBar {{ background: {name(c.window)}; }}
    QMenuBar::item {{ padding: 4px 10px; background: transparent; border-radius: 4px; }}
    QMenuBar::item:selected {{ background: {name(c.brand_tint)}; color: {name(c.text)}; }}
    QMenu {{ background: {name(c.panel)}; border: 1px solid {name(c.line_strong)}; padding: 4px; }}
    QMenu::item {{ padding: 5px 28px 5px 22px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {name(c.brand)}; color: {name(c.on_brand)}; }}
    QMenu::item:disabled {{ color: {name(c.soft)}; }}
    QMenu::separator {{ height: 1px; background: {name(c.line)}; margin: 4px 8px; }}
    """
