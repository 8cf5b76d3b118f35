using QuantumTrader.Web.Components;
using QuantumTrader.Web.Ui.Account;
using QuantumTrader.Web.Ui.Audit;
using QuantumTrader.Web.Ui.Emergency;

namespace QuantumTrader.Web.Ui;

public static class UiEndpoints
{
    /// <summary>Static files, the plain pages, the plain emergency form, and the live pages.</summary>
    public static WebApplication MapUi(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapAccounts();
        app.MapEmergencyForm();
        app.MapAuditExport();

        // Framing is forbidden by the security headers; a second, looser header would only confuse.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
