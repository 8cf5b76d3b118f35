namespace QuantumTrader.Ui.Shared;

/// <summary>Texts that would do harm where they are taken for more than text.</summary>
internal static class Hostile
{
    public const string Text = "<script>alert(1)</script>\r\n\u001b[31mred <img src=x onerror=alert(1)>";
    public const string Shown = "<script>alert(1)</script>";
}
