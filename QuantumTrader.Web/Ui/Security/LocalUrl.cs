namespace QuantumTrader.Web.Ui.Security;

/// <summary>Where to go after a form: within this app only.</summary>
internal static class LocalUrl
{
    private const int LengthMax = 512;

    public static string OrRoot(string? url) =>
        url is { Length: > 0 and <= LengthMax } && url[0] == '/' && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl) ? url : "/";
}
