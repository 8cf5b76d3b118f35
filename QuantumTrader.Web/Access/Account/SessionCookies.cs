using Microsoft.AspNetCore.Authentication.Cookies;

namespace QuantumTrader.Web.Access.Account;

/// <summary>
/// The cookie's name depends on how the request came: over https it has the prefix that browsers accept only for this host, path /
/// and Secure; over http on loopback, where Secure is impossible, a plain one.
/// </summary>
internal sealed class SessionCookies : ICookieManager
{
    public const string SecureName = "__Host-QuantumTrader";
    public const string PlainName = "QuantumTrader.Session";
    private readonly ChunkingCookieManager _inner = new();

    public static string NameFor(HttpContext http) => http.Request.IsHttps ? SecureName : PlainName;

    public string? GetRequestCookie(HttpContext context, string key) => _inner.GetRequestCookie(context, NameFor(context));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _inner.AppendResponseCookie(context, NameFor(context), value, Strict(context, options));

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => _inner.DeleteCookie(context, NameFor(context), Strict(context, options));

    private static CookieOptions Strict(HttpContext context, CookieOptions options) => new(options)
    {
        Path = "/",
        Domain = null,
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
    };
}
