namespace QuantumTrader.Web.Hosting;

/// <summary>The section <c>Web</c>: the control center.</summary>
public sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>Where the screen is served when ASPNETCORE_URLS says nothing; loopback only. Several are separated by semicolons.</summary>
    public string Url { get; set; } = ListenRules.DefaultUrl;
}
