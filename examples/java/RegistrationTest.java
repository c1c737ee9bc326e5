// Text only: ichido runs no Java. Selenium drives the portal, java.net.http asks the desk for tokens and codes.
// The desk: npx ichido start --headless --ready-file ready.json
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;

class RegistrationTest {
  static final ObjectMapper json = new ObjectMapper();
  static final HttpClient http = HttpClient.newHttpClient();

  @Test
  void anAdministratorRegistersATokenForAllUsers() throws Exception {
    JsonNode desk = json.readTree(Path.of("ready.json").toFile());
    JsonNode contract = bank(desk, "POST", "contracts", "{}");
    String serial = rpc(desk, "tokens.issue", "{\"kind\":\"hardware\"}").get(0).get("serial").asText();

    WebDriver browser = new ChromeDriver();
    try {
      browser.get(desk.get("portal").asText() + "/admin/login");
      field(browser, "ご契約先ID").sendKeys(contract.get("contractId").asText());
      field(browser, "ご契約先暗証番号").sendKeys(contract.get("password").asText());
      browser.findElement(By.xpath("//button[.='ログオン']")).click();
      browser.findElement(By.linkText("ご契約先管理情報変更")).click();
      browser.findElement(By.linkText("利用者情報登録／変更")).click();
      browser.findElement(By.xpath("//summary[contains(.,'ワンタイムパスワードの設定')]")).click();
      browser.findElement(By.xpath("//button[.='利用登録']")).click();
      String code = rpc(desk, "tokens.code", "{\"serial\":\"" + serial + "\",\"fresh\":true}").get("code").asText();
      field(browser, "シリアル番号").sendKeys(serial);
      field(browser, "ワンタイムパスワード").sendKeys(code);
      field(browser, "ご契約先確認暗証番号").sendKeys(contract.get("confirmationPin").asText());
      browser.findElement(By.xpath("//button[.='OK']")).click();
    } finally {
      browser.quit();
    }

    JsonNode after = bank(desk, "GET", "contracts/" + contract.get("contractId").asText(), null);
    Assertions.assertEquals(serial, after.get("serial").asText());
  }

  static org.openqa.selenium.WebElement field(WebDriver browser, String label) {
    String id = browser.findElement(By.xpath("//label[normalize-space()='" + label + "']")).getAttribute("for");
    return browser.findElement(By.id(id));
  }

  static JsonNode rpc(JsonNode desk, String method, String params) throws Exception {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    JsonNode answer = send(desk, "POST", desk.get("control").asText() + "/rpc", body);
    if (answer.has("error")) throw new AssertionError(answer.get("error").get("message").asText());
    return answer.get("result");
  }

  static JsonNode bank(JsonNode desk, String method, String path, String body) throws Exception {
    return send(desk, method, desk.get("portal").asText() + "/__admin/" + path, body);
  }

  static JsonNode send(JsonNode desk, String method, String url, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Bearer " + desk.get("secret").asText())
        .header("Content-Type", "application/json")
        .method(method, body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body))
        .build();
    return json.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
