using MudBlazor;

namespace QuantumTrader.Web.Components.Layout;

/// <summary>Colours and letters. Fonts are the machine's own: nothing is loaded from elsewhere.</summary>
internal static class QuantumTheme
{
    private static readonly string[] Fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "Helvetica", "Arial", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteDark = new PaletteDark
        {
            Background = "#0f1115",
            Surface = "#171a21",
            DrawerBackground = "#171a21",
            AppbarBackground = "#171a21",
            Primary = "#7aa2f7",
            Success = "#12bb7b",
            Error = "#ef5350",
            Warning = "#f5a524",
            TextPrimary = "#e6e9ef",
            TextSecondary = "#9aa3b2",
            LinesDefault = "#2a2f3a",
            LinesInputs = "#4a5263",
            ActionDefault = "#c3cad8",
        },
        PaletteLight = new PaletteLight
        {
            Background = "#f3f5f8",
            Surface = "#ffffff",
            DrawerBackground = "#ffffff",
            AppbarBackground = "#ffffff",
            Primary = "#1d4ed8",
            Success = "#087f52",
            Error = "#c62828",
            Warning = "#a15c00",
            TextPrimary = "#14171c",
            TextSecondary = "#4a5263",
            LinesDefault = "#d5dae3",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.875rem" } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
    };
}
