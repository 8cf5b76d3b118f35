using QuantumTrader.Web.Components;
using QuantumTrader.Web.Ui.Emergency;

namespace QuantumTrader.Web.Ui;

public static class UiEndpoints
{
    /// <summary>Static files, the plain emergency form, and the pages. <c>UseSecurityHeaders</c> and <c>UseAntiforgery</c> come before.</summary>
    public static WebApplication MapUi(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapEmergencyForm();

        // Framing is forbidden by the security headers; a second, looser header would only confuse.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
