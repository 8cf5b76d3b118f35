namespace QuantumTrader.Web.Ui.Account;

internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapSignIn();
        routes.MapLinks();
        routes.MapConfirm();
        routes.MapAccount();
        routes.MapTotp();
        routes.MapSession();
    }
}
